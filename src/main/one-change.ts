/**
 * One command, one change: a process that ends between two leaves what no command ever meant. Counts the changes that a command
 * makes through its ports.
 */
import type { Ports } from '../core/ports.ts'
import type { Result } from '../core/base/result.ts'

export const countingChanges = (ports: Ports): { readonly ports: Ports; readonly changes: () => number } => {
  let changes = 0
  const counted = async <T>(answer: Promise<Result<T>>): Promise<Result<T>> => {
    const result = await answer
    if (result.ok) changes += 1
    return result
  }
  const { store, care } = ports
  return {
    changes: () => changes,
    ports: {
      ...ports,
      store: {
        ...store,
        create: (office, credentials, cause) => counted(store.create(office, credentials, cause)),
        change: async (cause, edit) => {
          let isChange = false
          const result = await store.change(cause, office => {
            const edited = edit(office)
            isChange = edited.ok && edited.value.office !== office
            return edited
          })
          if (result.ok && isChange) changes += 1
          return result
        },
      },
      care: {
        ...care,
        backUp: (path, cause, prove) => counted(care.backUp(path, cause, prove)),
        prove: (path, cause) => counted(care.prove(path, cause)),
        setPassword: (account, password, cause, edit) => counted(care.setPassword(account, password, cause, edit)),
        removeAccount: (account, cause, edit) => counted(care.removeAccount(account, cause, edit)),
        newRecoveryKey: cause => counted(care.newRecoveryKey(cause)),
        recover: (recoveryKey, account, password, cause) => counted(care.recover(recoveryKey, account, password, cause)),
      },
    },
  }
}
