/** The help (F1): begins with the page of the screen one is on, and finds others by words. */
import { useState } from 'react'
import { Button, Drawer, Input } from 'antd'
import { helpTopics, searchHelp, type HelpTopic } from '../../../../core/help/topics.ts'
import { SavedFile, useMaker } from '../../controls/files/saved-file.tsx'

/** The part of a screen that is open, by the words on its tab, without a count in brackets. */
export const partShown = (): string =>
  (document.querySelector('.page .case [role=tab][aria-selected=true], .page .statistics-parts .ant-radio-button-wrapper-checked, .page .tools .ant-segmented-item-selected')?.textContent ?? '').replace(/（\d+）$/, '')

const Topic = ({ topic: { title, text } }: { readonly topic: HelpTopic }) => (
  <section className="help-topic">
    <h3>{title}</h3>
    {text.map(line => <p key={line}>{line}</p>)}
  </section>
)

export const HelpDrawer = ({ first, close, tour }: { readonly first: HelpTopic; readonly close: () => void; readonly tour: () => void }) => {
  const [query, setQuery] = useState('')
  const [topic, setTopic] = useState(first)
  const [card, setCard] = useState<string>()
  const make = useMaker()
  const found = query.trim() === '' ? [topic] : searchHelp(query)
  return (
    <Drawer open size={560} title="帮助" onClose={close} extra={<Button onClick={tour}>十分钟导览</Button>}>
      <Input className="help-search" allowClear autoFocus value={query} onChange={event => setQuery(event.target.value)} placeholder="查找帮助，如：背对背、延长、备份" aria-label="查找帮助" />
      <div role="region" aria-label="帮助内容">
        {found.map(one => <Topic key={one.id} topic={one} />)}
        {found.length === 0 && <p className="empty">没有找到。请换一个词，或从下面的目录里选。</p>}
      </div>
      <h3>目录</h3>
      <nav className="help-list" aria-label="帮助目录">
        {helpTopics.map(one => (
          <Button key={one.id} size="small" type={query === '' && one === topic ? 'primary' : 'default'} aria-current={query === '' && one === topic ? 'page' : undefined} onClick={() => {
            setQuery('')
            setTopic(one)
          }}>{one.title}</Button>
        ))}
      </nav>
      <Button onClick={() => void make('card.print', {}).then(setCard)}>打印快捷卡</Button>
      {card && <SavedFile path={card} />}
    </Drawer>
  )
}
