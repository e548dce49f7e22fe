import './page-policy.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { TextSizes } from './controls/text-size.tsx'
import { Workstation } from './workstation.tsx'
import 'antd/dist/antd.css'
import './styles.css'
import './text-size.css'

dayjs.locale('zh-cn')

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <TextSizes>
      <Workstation />
    </TextSizes>
  </StrictMode>,
)
