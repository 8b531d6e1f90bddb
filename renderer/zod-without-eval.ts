import { z } from 'zod';

// The page's policy forbids eval, which zod would otherwise try; must run before any schema is built.
z.config({ jitless: true });
