import type { Ports } from '../ports.ts'

/** Who works now. Only for commands that need an account: where none is unlocked they were refused before. */
export const accountName = async ({ store }: Pick<Ports, 'store'>): Promise<string> => (await store.status()).account!.name
