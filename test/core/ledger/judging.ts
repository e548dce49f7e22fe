/** How a row came in, judged by what a person reads in it. */
import type { GeneratedRow } from './generated-ledgers.ts'

export type Verdict = 'wrong' | 'lost' | 'refused' | 'right'

type Stored = {
  readonly facts: string; readonly source: string; readonly acceptedOn?: string | undefined; readonly end?: { readonly code: string } | undefined
  readonly agreement?: { readonly whole: boolean; readonly terms: readonly { readonly amountFen?: number | undefined }[] } | undefined
  readonly performance?: readonly { readonly state: string }[] | undefined; readonly confirmation?: { readonly result: string } | undefined
  readonly parties: readonly { readonly side: string; readonly kind: string; readonly name: string; readonly idNo?: string | undefined; readonly phone?: string | undefined }[]
}

const bare = (text: string): string => text.normalize('NFKC').replaceAll(/[\s'-]/g, '').toUpperCase()

/** `undefined`: the row did not come in. What is wrong is told in words. */
export const judged = ({ truth }: GeneratedRow, file: Stored | undefined): { readonly verdict: Verdict; readonly why: string } => {
  if (!file) return truth.ask ? { verdict: 'right', why: '' } : { verdict: 'refused', why: '' }
  const whys: string[] = []
  const same = (what: string, is: unknown, should: unknown): void => {
    if (JSON.stringify(is) !== JSON.stringify(should)) whys.push(`${what}: ${JSON.stringify(is)} instead of ${JSON.stringify(should)}`)
  }
  if (truth.ask) whys.push('was taken without asking')
  else {
    same('outcome', file.end?.code ?? 'running', truth.outcome)
    same('source', file.source, truth.source)
    same('acceptedOn', file.acceptedOn, truth.outcome === 'E06' ? undefined : truth.acceptedOn)
    if (file.agreement) same('part', !file.agreement.whole, truth.part)
    if (file.agreement) same('amount', file.agreement.terms[0]!.amountFen, truth.amountFen)
    same('performance', file.performance?.[0]?.state, truth.performance)
    same('confirmation', file.confirmation?.result, truth.confirmation)
    same('parties', file.parties.map(({ side, kind, name, idNo, phone }) => [side, kind, bare(name), bare(idNo ?? ''), bare(phone ?? '')]),
      truth.parties.map(({ side, kind, name, number, phone }) => [side, kind, bare(name), bare(number ?? ''), bare(phone ?? '')]))
  }
  if (whys.length > 0) return { verdict: 'wrong', why: whys.join('; ') }
  const all = bare(JSON.stringify(file))
  const gone = truth.kept.filter(text => !all.includes(bare(text)))
  return gone.length > 0 ? { verdict: 'lost', why: `gone: ${gone.join('、')}` } : { verdict: 'right', why: '' }
}
