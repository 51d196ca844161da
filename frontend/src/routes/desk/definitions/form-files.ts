const workbook = /\.xls\w?$/i;
const table = /\.(csv|md)$/i;

/**
 * Which of some files is the form: the workbook if there is one, else, without a form so far, the first table.
 * The others are what the form names.
 */
export function formAmong<Named extends { name: string }>(files: readonly Named[], soFar: Named | undefined): { form: Named | undefined; others: Named[] } {
  const form = files.find(({ name }) => workbook.test(name)) ?? soFar ?? files.find(({ name }) => table.test(name)) ?? files[0];
  return { form, others: files.filter((file) => file !== form) };
}
