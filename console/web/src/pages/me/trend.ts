// Spending beside the usual, in words. Shares are for people: a rounded number will do.

/** 23 % more than usual; about as usual from 5 % less to 5 % more. */
export function trend(spent: string, usual: string): string {
  const now = Number(spent);
  const before = Number(usual);
  if (now <= 0 && before > 0) {
    return 'Less than usual';
  }
  if (before <= 0) {
    return now > 0 ? 'More than usual' : 'As usual';
  }
  const share = now / before - 1;
  if (Math.abs(share) < 0.05) {
    return 'About as usual';
  }
  const percent = `${Math.round(Math.abs(share) * 100)} %`;
  return share > 2 ? `${(now / before).toFixed(share < 9 ? 1 : 0)} times your usual` : `${percent} ${share > 0 ? 'more' : 'less'} than usual`;
}
