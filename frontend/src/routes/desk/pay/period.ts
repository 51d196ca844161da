/** Spans of days to choose from, as the days of a project's time zone. */
export interface Period {
  from: string;
  to: string;
}

const pad = (month: number) => String(month).padStart(2, '0');

/** The whole month that lies some months before the one of a day such as 2026-05-17. */
export function monthOf(day: string, before = 0): Period {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - before;
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${year}-${pad(month)}-01`, to: `${year}-${pad(month)}-${last}` };
}
