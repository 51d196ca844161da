import type { Money, PayState } from './field-assignment';
import { http } from './http';

/** What a report earns. */
export interface PayLine {
  response: string;
  /** The location's title. */
  location: string;
  day?: string;
  fee?: Money;
  expenses?: Money;
  state: PayState;
}

/** How a shopper stands in one project; sums in the smallest unit of the currency. */
export interface Standing {
  project: string;
  title: string;
  /** Mean grade, 1 to 10; absent without any. */
  rating?: number | null;
  reports: number;
  pay: ({ currency: string } & Record<PayState, number>)[] | null;
  lines: PayLine[] | null;
}

export const fieldProfile = (signal?: AbortSignal) => http.get<{ projects: Standing[] | null }>('/field/profile', { signal });

/** By which ways somebody wants to be told of work. */
export interface NoticeWishes {
  mail: boolean;
  push: boolean;
}

export const noticeWishes = {
  read: (signal?: AbortSignal) => http.get<NoticeWishes>('/me/notices', { signal }),
  save: (wishes: NoticeWishes) => http.put<NoticeWishes | undefined>('/me/notices', wishes)
};

/** Web push (RFC 8030) to this browser. */
export const push = {
  /** The server's public key, a P-256 point in base64url. */
  key: async () => (await http.get<{ key: string }>('/push/key')).key,
  save: (subscription: PushSubscriptionJSON) => http.put<void>('/me/push', { endpoint: subscription.endpoint, keys: subscription.keys }),
  remove: (endpoint: string) => http.delete<void>('/me/push', { search: { endpoint } })
};
