import type { Definition } from '$lib/engine/definition';
import { http, send } from './http';
import type { Receipt, ResponseContent } from './response';

/** What a customer's page needs: the same whether inlined in the page or asked for. */
export interface OpenLink {
  link: {
    id: string;
    /** Fixed language; absent: the browser's. */
    language?: string;
    touchpoint?: string;
    location?: string;
  };
  project: { id: string; title: string; timeZone?: string; accent?: string };
  definition: Definition;
}

const path = (token: string) => `/links/${encodeURIComponent(token)}`;

/** Public links; no sign-in. open throws Problem `link.unknown` or `link.closed`, submit kind invalid with fields by question. */
export const links = {
  open: (token: string, signal?: AbortSignal) => http.get<OpenLink>(path(token), { anonymous: true, signal, timeout: 15_000, retries: 1 }),
  submit: (token: string, response: ResponseContent) => http.post<Receipt>(`${path(token)}/responses`, response, { anonymous: true }),
  /** A picture, sound or film of the definition. */
  file: async (token: string, sha256: string) => (await send('GET', `${path(token)}/files/${sha256}`, { anonymous: true, timeout: 600_000 })).blob()
};
