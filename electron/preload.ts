import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../src/ipc/contract';
import { callNames, pushNames } from '../src/ipc/names';

// One function per row of the contract; the page gets no way to name a channel of its own.
const call = Object.fromEntries(
  callNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(name, input)]),
);
const on = Object.fromEntries(
  pushNames.map((name) => [
    name,
    (listener: (message: unknown) => void) => {
      const forward = (_event: unknown, message: unknown) => listener(message);
      ipcRenderer.on(name, forward);
      return () => ipcRenderer.off(name, forward);
    },
  ]),
);

contextBridge.exposeInMainWorld('holdfast', { call, on } as unknown as Bridge);
