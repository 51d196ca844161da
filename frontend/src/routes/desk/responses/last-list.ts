import type { Query } from '$lib/client/choices';

/** The filters of the list of responses as last seen, so that the way back from a response leads there. */
export const lastList: { search: Query } = { search: {} };
