import { describeTicketStore } from './contract.ts';
import { createMemoryStore } from './memory-store.ts';

describeTicketStore('memory', async () => createMemoryStore());
