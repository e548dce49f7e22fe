/** Hands `call` to the page, nothing else. Types alone come from core, so this file bundles no library. */
import { contextBridge, ipcRenderer } from 'electron'
import type { Call } from '../core/contract.ts'

const call: Call = (name, input) => ipcRenderer.invoke('command', name, input)

contextBridge.exposeInMainWorld('bridge', { call })

// The computer was locked: said as an event of the page, which so gets no hold of Electron.
ipcRenderer.on('locked', () => window.dispatchEvent(new Event('office-locked')))
