/** By this name pages ask the browser to send in the background, and tell each other of changes of the outbox. */
export const syncTag = 'touchstone.outbox';
