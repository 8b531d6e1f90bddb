import './zod-without-eval';
import '@fontsource-variable/inter/wght.css';
import './styles/all.css';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../src/ipc/contract';
import { CommandScreen } from './command/command-screen';
import { connect } from './connection';

declare global {
  interface Window {
    /** Exposed by the preload; the only thing this page can reach. */
    readonly holdfast: Bridge;
  }
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
connect(window.holdfast);
createRoot(root).render(<CommandScreen />);
