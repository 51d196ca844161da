import { Router } from '$lib/ui/router.svelte';

export const router = new Router('/desk', {
  overview: '/'
});
