/**
 * A text field that offers contacts from the book while one types. Nothing is chosen unless one of them is: the arrow keys
 * go into the list, Enter takes the marked one, Esc shuts it; without a mark Enter goes to the next field as everywhere.
 */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Input } from 'antd'
import { contactRoles, type Contact } from '../../../../core/office/contacts.ts'
import { roleRefusal } from '../../../../core/permissions.ts'
import { useCaller } from '../caller.ts'
import { useDesk } from '../workspace.tsx'

type Props = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string | undefined) => void
  readonly kind: Contact['kind']
  readonly pick: (contact: Contact) => void
  /** So many characters before anything is offered. */
  readonly from?: number
  readonly placeholder?: string
  readonly inputMode?: 'tel'
}

const WAIT_MS = 200
const OFFERED = 6

/** The middle of a number stays hidden: enough to tell two people apart. */
const masked = (number: string): string => (number.length < 8 ? number : `${number.slice(0, 3)}****${number.slice(-4)}`)

export const contactHint = (contact: Contact): string => [
  contactRoles[contact.role], contact.estate, contact.phone && masked(contact.phone), contact.uscc ?? (contact.idNo && masked(contact.idNo)),
].filter(Boolean).join('　')

export const ContactInput = ({ id, value, onChange, kind, pick, from = 1, placeholder, inputMode }: Props) => {
  const call = useCaller()
  const { account } = useDesk()
  const [offered, setOffered] = useState<readonly Contact[]>([])
  const [marked, setMarked] = useState(-1)
  const latest = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const shut = (): void => {
    clearTimeout(timer.current)
    latest.current += 1
    setOffered([])
    setMarked(-1)
  }
  const look = (text: string): void => {
    shut()
    if (text.trim().length < from || roleRefusal('contact.list', account)) return
    const asked = latest.current
    timer.current = setTimeout(() => void call('contact.list', { query: text.trim(), kind, limit: OFFERED }).then(result => {
      if (asked === latest.current && result.ok) setOffered(result.value.contacts)
    }), WAIT_MS)
  }
  const take = (contact: Contact): void => {
    shut()
    pick(contact)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (offered.length === 0 || event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setMarked(before => (before < 0 && step < 0 ? offered.length - 1 : (before + step + offered.length) % offered.length))
    } else if (event.key === 'Enter' && marked >= 0) {
      event.preventDefault()
      take(offered[marked]!)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      shut()
    }
  }
  const open = offered.length > 0
  return (
    <div className="contact-input">
      <Input
        id={id}
        value={value ?? ''}
        placeholder={placeholder}
        inputMode={inputMode}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? `${id}-offered` : undefined}
        aria-activedescendant={marked >= 0 ? `${id}-offered-${marked}` : undefined}
        data-moves-on={marked < 0 ? '' : undefined}
        onChange={event => {
          onChange?.(event.target.value)
          look(event.target.value)
        }}
        onKeyDown={onKeyDown}
        onBlur={shut}
      />
      {open && (
        <ul className="contact-offers" role="listbox" id={`${id}-offered`} aria-label="通讯录">
          {offered.map((contact, index) => (
            <li
              key={contact.id}
              id={`${id}-offered-${index}`}
              role="option"
              aria-selected={index === marked}
              // The field keeps the focus, so that the list is still there when the button comes up.
              onMouseDown={event => event.preventDefault()}
              onClick={() => take(contact)}
            >
              <strong>{contact.name}</strong><span className="quiet">{contactHint(contact)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
