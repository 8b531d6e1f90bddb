/** The time limit of a job (`120`, `6h 30m`) as a plan writes it; null where it is none or beyond a day. */
export function durationOf(written: string): string | null {
  const seconds = /^\d+$/.test(written.trim()) ? Number(written) : inSeconds(written);
  if (seconds === null || seconds < 1 || seconds > 86_400) return null;
  const [hours, minutes, rest] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    seconds % 60,
  ];
  return [hours && `${hours}h`, minutes && `${minutes}m`, rest && `${rest}s`].filter(Boolean).join('');
}

function inSeconds(written: string): number | null {
  const size: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };
  const parts = [...written.matchAll(/(\d+)\s*([dhms])/g)];
  if (parts.length === 0 || written.replace(/(\d+)\s*([dhms])/g, '').trim() !== '') return null;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (size[unit ?? ''] ?? 0), 0);
}
