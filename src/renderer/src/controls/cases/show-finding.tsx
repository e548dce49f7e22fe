import { useEffect } from 'react'
import type { Problem } from '../../../../core/base/result.ts'
import { useReport } from '../forms/checked-form.tsx'

/** Brings the field of a finding into view once it is drawn. */
export const ShowFinding = ({ finding }: { readonly finding: Pick<Problem, 'pointer' | 'message'> }) => {
  const report = useReport()
  useEffect(() => {
    let frame = 0
    const look = (left: number): void => {
      if (left === 0 || document.querySelector(`[data-pointer="${CSS.escape(finding.pointer)}"]`)) report([finding])
      else frame = requestAnimationFrame(() => look(left - 1))
    }
    frame = requestAnimationFrame(() => look(60))
    return () => cancelAnimationFrame(frame)
    // Once, as the form opens: afterwards the form's own findings count.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [finding])
  return null
}
