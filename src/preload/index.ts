/** Hands `call` to the page, nothing else. Types alone come from core, so this file bundles no library. */
import { contextBridge, ipcRenderer } from 'electron'
import type { Call } from '../core/contract.ts'

const call: Call = (name, input) => ipcRenderer.invoke('command', name, input)

contextBridge.exposeInMainWorld('bridge', { call })
