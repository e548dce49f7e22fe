import './page-policy.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, ConfigProvider } from 'antd'
import chinese from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { closable } from './controls/icons.tsx'
import { Workstation } from './workstation.tsx'
import { theme } from './theme.ts'
import './styles.css'

dayjs.locale('zh-cn')

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ConfigProvider locale={chinese} theme={theme} button={{ autoInsertSpace: false }} wave={{ disabled: true }} modal={{ closable }} drawer={{ closable }}>
      <App message={{ top: 64 }} notification={{ placement: 'bottomRight' }}>
        <Workstation />
      </App>
    </ConfigProvider>
  </StrictMode>,
)
