/** A case as papers and exports print it: its names and numbers tidied. What is stored stays as it was typed. */
import { tidyName, tidyNumber, tidyPhones } from '../../base/folding.ts'
import type { CaseFile, Party } from '../record/case-file.ts'
import type { HeadList } from '../record/roster.ts'

type Named = { readonly name: string; readonly idNo?: string | undefined; readonly uscc?: string | undefined; readonly phone?: string | undefined }

/** The same record where there is nothing to tidy. */
const tidied = <T extends Named>(one: T): T => {
  const name = tidyName(one.name) || one.name
  const [idNo, uscc, phone] = [one.idNo && tidyNumber(one.idNo), one.uscc && tidyNumber(one.uscc), one.phone && tidyPhones(one.phone)]
  return name === one.name && idNo === one.idNo && uscc === one.uscc && phone === one.phone ? one : {
    ...one, name, ...(idNo !== undefined && { idNo }), ...(uscc !== undefined && { uscc }), ...(phone !== undefined && { phone }),
  }
}

const tidiedParty = (party: Party): Party => {
  const next = tidied(party)
  return {
    ...next,
    ...(next.representative && { representative: tidied(next.representative) }),
    ...(next.agents && { agents: next.agents.map(tidied) }),
  }
}

// A case never changes in place.
const known = new WeakMap<CaseFile, CaseFile>()

export const tidiedCase = (file: CaseFile): CaseFile => {
  let next = known.get(file)
  if (!next) {
    next = { ...file, parties: file.parties.map(tidiedParty), ...(file.propertyCompany && { propertyCompany: tidied(file.propertyCompany) }) }
    known.set(file, next)
    known.set(next, next)
  }
  return next
}

export const tidiedHeads = (list: HeadList): HeadList => ({ ...list, rows: list.rows.map(tidied) })
