import { createContext } from 'react';

/** The id of the chosen risk: its mark alone is drawn anew when another is chosen, not the chart. */
export const ChosenRisk = createContext<string | null>(null);
