// Rows and pictures. All text from outside goes through textContent: none of it is ever markup.

const SVG = 'http://www.w3.org/2000/svg';
const OUTCOMES = ['approved', 'referred', 'declined'];
const time = new Intl.DateTimeFormat(undefined, {
  month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});
const hour = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
const whole = new Intl.NumberFormat();

export const count = (number) => whole.format(number);
export const percent = (share) => `${(share * 100).toFixed(1)} %`;
export const clock = (text) => hour.format(new Date(text));
export const all = (counts) => counts.approved + counts.referred + counts.declined;

function cell(text, className = '') {
  const td = document.createElement('td');
  td.textContent = text;
  td.className = className;
  return td;
}

function row(...cells) {
  const tr = document.createElement('tr');
  tr.append(...cells);
  return tr;
}

function place(city, state) {
  return [city, state].filter(Boolean).join(', ');
}

function cardCell(alert, onCard) {
  const td = cell('', 'card');
  const button = document.createElement('button');
  button.className = 'card';
  button.textContent = alert.last_four ? `****${alert.last_four}` : 'unknown';
  button.title = 'Look up this card';
  button.addEventListener('click', () => onCard(alert.card_token));
  td.append(button);
  return td;
}

export function alertRow(alert, onCard) {
  return row(
    cell(time.format(new Date(alert.time)), 'time'),
    cardCell(alert, onCard),
    cell(`${alert.amount} ${alert.currency}`, 'number amount'),
    cell(alert.merchant, 'wide'),
    cell(place(alert.city, alert.state), 'place'),
    cell(percent(alert.fraud_probability), `number fraud outcome-${alert.outcome}`),
    cell(alert.reasons.join('; '), 'why wide'));
}

export function authorizationRow(told) {
  return row(
    cell(time.format(new Date(told.time)), 'time'),
    cell(told.outcome.toLowerCase(), `outcome-${told.outcome}`),
    cell(`${told.amount} ${told.currency}`, 'number amount'),
    cell(told.merchant, 'wide'),
    cell(place(told.city, told.state), 'place'),
    cell('fraud_probability' in told ? percent(told.fraud_probability) : '', 'number fraud'),
    cell(told.reasons.join('; '), 'why wide'));
}

export function transactionRow(told) {
  return row(
    cell(time.format(new Date(told.time)), 'time'),
    cell(told.type.toLowerCase()),
    cell(`${told.amount} ${told.currency}`, 'number amount'),
    cell(told.merchant, 'wide'));
}

function bar(x, y, width, height, className) {
  const rect = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({x, y, width, height, class: className})) {
    rect.setAttribute(name, value);
  }
  return rect;
}

/** One stacked bar a minute, newest at the right; 30 of them fill the 300 x 90 picture. */
export function drawMinutes(svg, minutes) {
  const highest = Math.max(1, ...minutes.map(all));
  const bars = [];
  minutes.forEach((minute, index) => {
    let top = 90;
    for (const outcome of OUTCOMES) {
      const height = minute[outcome] / highest * 88;
      top -= height;
      bars.push(bar((30 - minutes.length + index) * 10 + 1, top, 8, height, outcome));
    }
  });
  svg.replaceChildren(...bars);
}

/** A line for each state: its code, a bar against the busiest, its requests. */
export function stateLines(states) {
  const highest = Math.max(1, ...states.map(all));
  return states.map((state) => {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 100 10');
    svg.setAttribute('preserveAspectRatio', 'none');
    let left = 0;
    for (const outcome of OUTCOMES) {
      const width = state[outcome] / highest * 100;
      svg.append(bar(left, 0, width, 10, outcome));
      left += width;
    }
    const name = document.createElement('span');
    name.textContent = state.state || 'unknown';
    const number = document.createElement('span');
    number.textContent = count(all(state));
    const line = document.createElement('li');
    line.append(name, svg, number);
    return line;
  });
}
