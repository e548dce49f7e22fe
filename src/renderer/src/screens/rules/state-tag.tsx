/** Where a version of a rule stands, as a tag. */
import { versionStates, type VersionState } from '../../../../core/rules/library.ts'

const tones: Readonly<Record<VersionState, string>> = {
  draft: 'new', consultation: 'wait', consulted: 'wait', lapsed: 'quiet', adopted: 'work', inForce: 'good', replaced: 'quiet', ended: 'quiet', repealed: 'quiet',
}

export const StateTag = ({ state }: { readonly state: VersionState }) => <span className={`stage tone-${tones[state]}`}>{versionStates[state]}</span>
