import type { Left } from '$lib/client/planning';
import { t } from './messages-left';

const texts = {
  reported: () => t.reported,
  cancelled: () => t.cancelled,
  nobody: () => t.nobody,
  given: () => t.given,
  range: () => t.range,
  windowOver: () => t.windowOver,
  inactive: () => t.inactive,
  closed: () => t.closed,
  lockout: () => t.lockout,
  locationGap: () => t.locationGap,
  perDay: () => t.perDay,
  rating: () => t.rating
} satisfies Record<string, () => string>;

/** Why something is left as it is, in the language of the page; what it does not know in the server's words. */
export function leftText({ code, message, location }: Pick<Left, 'code' | 'message' | 'location'>): string {
  if (code === 'unknown') return location === undefined ? t.unknownAssignment : t.unknownLocation;
  return code in texts ? texts[code as keyof typeof texts]() : message;
}
