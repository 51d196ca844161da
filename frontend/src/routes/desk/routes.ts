import { Router } from '$lib/ui/router.svelte';

export const router = new Router('/desk', {
  projects: '/',
  setup: '/setup',
  join: '/join',
  overview: '/projects/:project',
  comparison: '/projects/:project/comparison',
  responses: '/projects/:project/responses',
  response: '/projects/:project/responses/:response'
});
