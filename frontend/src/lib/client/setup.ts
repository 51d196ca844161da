import { http } from './http';
import type { Person } from './token';

/** The first start: making the first administrator with the token that the server printed. */
export const setup = {
  needed: async () => (await http.get<{ needed: boolean }>('/setup', { anonymous: true })).needed,
  begin: (first: { token: string; name: string; email: string; password: string; language: string; demo: boolean }) =>
    http.post<{ person: Person }>('/setup', first, { anonymous: true, timeout: 120_000 })
};
