import type { AttemptShelf } from '$lib/client/token';
import { Database } from './db';

/** The renewal under way, where pages and the service worker both find it. */
export const sharedAttempt: AttemptShelf = {
  read: () => withDatabase((database) => database.note('attempt')),
  write: (name) => withDatabase((database) => database.saveNote('attempt', name))
};

/** Opens the storage for one piece of work. */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await Database.open();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
