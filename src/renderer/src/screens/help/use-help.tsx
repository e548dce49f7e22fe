/** The help behind F1, the tour, and the account's size of text: what goes along with every screen. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { Alert, Button, Space } from 'antd'
import { helpOn, type HelpTopic } from '../../../../core/help/topics.ts'
import type { Output } from '../../../../core/contract.ts'
import { useCaller } from '../../controls/caller.ts'
import { useSetTextSize } from '../../controls/text-size.tsx'
import type { Screen } from '../../screen.ts'
import { HelpDrawer, partShown } from './help-drawer.tsx'
import { Tour } from './tour.tsx'

type Comfort = Output<'comfort.show'>

export type Help = {
  /** Undefined until it is known. */
  readonly comfort: Comfort | undefined
  readonly save: (changes: Partial<Comfort>) => Promise<void>
  readonly open: () => void
  readonly tour: () => void
}

const HelpContext = createContext<Help | null>(null)
export const HelpProvider = HelpContext.Provider
export const useHelp = (): Help => useContext(HelpContext)!

/** Gives the help and what of it lies over the screen. */
export const useHelpOver = (screen: Screen, go: (screen: Screen) => void): { readonly help: Help; readonly over: React.ReactNode } => {
  const call = useCaller()
  const setTextSize = useSetTextSize()
  const [comfort, setComfort] = useState<Comfort>()
  const [topic, setTopic] = useState<HelpTopic>()
  const [touring, setTouring] = useState(false)

  const take = useCallback((next: Comfort): void => {
    setComfort(next)
    setTextSize(next.textSize)
  }, [setTextSize])
  useEffect(() => void call('comfort.show', {}).then(result => result.ok && take(result.value)), [call, take])
  const save = useCallback(async (changes: Partial<Comfort>): Promise<void> => {
    const result = await call('comfort.save', changes)
    if (result.ok) take(result.value)
  }, [call, take])
  const open = useCallback(() => setTopic(helpOn(screen.name, partShown())), [screen.name])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F1') return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [open])
  const tour = useCallback((): void => {
    setTopic(undefined)
    go({ name: 'tasks' })
    setTouring(true)
  }, [go])

  const help = useMemo<Help>(() => ({ comfort, save, open, tour }), [comfort, save, open, tour])
  const over = (
    <>
      {topic && <HelpDrawer key={topic.id} first={topic} close={() => setTopic(undefined)} tour={tour} />}
      {touring && <Tour go={go} close={() => {
        setTouring(false)
        save({ tourSeen: true })
      }} />}
    </>
  )
  return { help, over }
}

/** Offers the tour to an account that has not seen it. */
export const TourOffer = () => {
  const { comfort, save, tour } = useHelp()
  if (!comfort || comfort.tourSeen) return null
  return (
    <Alert
      type="info" showIcon className="tour-offer" title="第一次用？可以先看一遍导览，约十分钟，随时能退出。"
      action={<Space><Button size="small" onClick={tour}>看导览</Button><Button size="small" type="text" onClick={() => save({ tourSeen: true })}>不再提示</Button></Space>}
    />
  )
}
