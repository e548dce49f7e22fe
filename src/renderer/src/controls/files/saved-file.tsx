/** A file that was just made: where it lies, and ways to it. */
import { App, Button, Space } from 'antd'
import type { CommandName, Output } from '../../../../core/contract.ts'
import { useCaller } from '../caller.ts'
import { SavedIcon } from '../icons.tsx'

export const SavedFile = ({ path }: { readonly path: string }) => {
  const call = useCaller()
  const { message } = App.useApp()
  const show = async (command: 'file.open' | 'file.reveal'): Promise<void> => {
    const result = await call(command, { path })
    if (!result.ok) message.warning(result.refusal.message, 8)
  }
  return (
    <div className="saved-file">
      <SavedIcon className="good" />
      <span className="path">{path}</span>
      <Space size={8}>
        <Button size="small" onClick={() => void show('file.open')}>打开</Button>
        <Button size="small" onClick={() => void show('file.reveal')}>打开文件夹</Button>
      </Space>
    </div>
  )
}

/** The commands that answer with a file that was saved. */
export type FileCommand = { [N in CommandName]: Output<N> extends { path: string } ? N : never }[CommandName]

/** Asks a command for a file; says what it refused. Gives the path, or nothing. */
export const useMaker = () => {
  const call = useCaller()
  const { message } = App.useApp()
  return async (command: FileCommand, input: object): Promise<string | undefined> => {
    const result = await call(command, input as never)
    if (result.ok) return (result.value as { path: string }).path
    if (result.refusal.code !== 'cancelled') message.error(result.refusal.message, 10)
    return undefined
  }
}
