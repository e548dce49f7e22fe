/** How large everything is written: the theme of the controls and the scale of our own styles follow the account's choice. */
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { App, ConfigProvider, type ThemeConfig } from 'antd'
import chinese from 'antd/locale/zh_CN'
import type { TextSize } from '../../../core/office/workspace.ts'
import { theme } from '../theme.ts'
import { closable } from './icons.tsx'

/** Sizes in px; `control` is the least height of what is pressed. */
const sizes: Readonly<Record<TextSize, { readonly font: number; readonly control: number; readonly small?: number }>> = {
  standard: { font: 15, control: 34 },
  large: { font: 17, control: 38 },
  huge: { font: 20, control: 44, small: 44 },
}

const themeFor = (size: TextSize): ThemeConfig => {
  const { font, control, small } = sizes[size]
  if (size === 'standard') return theme
  return {
    ...theme,
    token: { ...theme.token, fontSize: font, controlHeight: control, ...(small && { controlHeightSM: small, controlHeightLG: 50, controlInteractiveSize: 24 }) },
    components: {
      ...theme.components,
      // A table keeps its columns: it grows less than what is read in one piece.
      Table: { ...theme.components?.Table, fontSize: size === 'huge' ? 17 : 15 },
      Card: { ...theme.components?.Card, headerFontSize: font + 1, headerHeight: font * 3 },
      Tabs: { ...theme.components?.Tabs, titleFontSize: font + 1 },
    },
  }
}

const TextSizeContext = createContext<(size: TextSize) => void>(() => undefined)

/** Sets the size for the whole page. */
export const useSetTextSize = () => useContext(TextSizeContext)

export const TextSizes = ({ children }: { readonly children: ReactNode }) => {
  const [size, setSize] = useState<TextSize>('standard')
  useEffect(() => {
    document.documentElement.dataset['size'] = size
  }, [size])
  const shown = useMemo(() => themeFor(size), [size])
  return (
    <TextSizeContext value={setSize}>
      <ConfigProvider locale={chinese} theme={shown} button={{ autoInsertSpace: false }} wave={{ disabled: true }} modal={{ closable }} drawer={{ closable }}>
        <App message={{ top: 64 }} notification={{ placement: 'bottomRight' }}>{children}</App>
      </ConfigProvider>
    </TextSizeContext>
  )
}
