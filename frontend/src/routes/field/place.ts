import type { FieldAssignment, Job } from '$lib/client/field-assignment';
import type { Place } from '$lib/client/response';

type Somewhere = Pick<FieldAssignment | Job, 'location' | 'account'>;

/** Where a visit goes: a location, or an account. */
export const placeTitle = ({ location, account }: Somewhere): string => location.title || (account?.title ?? '');
export const placeAddress = ({ location, account }: Somewhere): string => location.address ?? account?.address ?? '';
export const placePosition = ({ location, account }: Somewhere): Place | undefined => location.position ?? account?.position;
