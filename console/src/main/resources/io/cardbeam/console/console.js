// The page: sign-in, live figures and alerts, look-up of a card.
import {
  alertRow, all, authorizationRow, clock, count, drawMinutes, percent, stateLines, transactionRow,
} from './tables.js';

const MAX_ALERTS = 100;
const MINUTE_MILLIS = 60_000;
const RETRY_MILLIS = 3_000;
const id = (name) => document.getElementById(name);
const shownAlerts = new Set();
let live = null;

function show(session) {
  const signedIn = session !== null;
  id('door').hidden = signedIn;
  id('room').hidden = !signedIn;
  id('sign-out').hidden = !signedIn;
  if (signedIn) {
    const cardholder = session.role === 'cardholder';
    id('live-part').hidden = cardholder;
    id('look-up').hidden = cardholder;
    id('look-up-title').textContent = cardholder ? 'Your cards' : 'Look up a card';
    id('sign-out').title = session.user;
  } else {
    live?.close();
    live = null;
    id('link').textContent = '';
    id('alerts').tBodies[0].replaceChildren();
    shownAlerts.clear();
    id('found').hidden = true;
    id('user').focus();
  }
}

async function problemOf(response) {
  const told = await response.json().catch(() => ({}));
  return {...told, text: told.detail || `the console answered ${response.status}`};
}

/** Sends a form; gives null if it was taken, else what is wrong. */
async function send(path, body, problemAt) {
  const response = await fetch(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  }).catch(() => null);
  const problem = response?.ok ? null
    : response ? await problemOf(response) : {text: 'the console does not answer'};
  id(problemAt).textContent = problem?.text ?? '';
  return problem;
}

id('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  const code = id('code').value.trim();
  const problem = await send('/v1/sign-in', {
    user: id('user').value, password: id('password').value, ...(code && {code}),
  }, 'sign-in-problem');
  id('code').value = '';
  if (problem?.code_needed) {
    id('code-asked').hidden = false;
    id('code').focus();
  } else if (!problem) {
    id('password').value = '';
    id('code-asked').hidden = true;
    enter();
  }
});

id('sign-up').addEventListener('submit', async (event) => {
  event.preventDefault();
  const postalCode = id('postal-code').value.trim();
  const problem = await send('/v1/sign-up', {
    user: id('new-user').value,
    password: id('new-password').value,
    card_number: id('card-number').value,
    birth_date: id('birth-date').value,
    ...(postalCode && {postal_code: postalCode}),
  }, 'sign-up-problem');
  if (problem?.postal_code_needed) {
    id('postal-asked').hidden = false;
    id('postal-code').focus();
  } else if (!problem) {
    event.target.reset();
    enter();
  }
});

id('set-password').addEventListener('submit', async (event) => {
  event.preventDefault();
  const user = id('reset-user').value;
  const problem = await send('/v1/password/code', {
    user, code: id('reset-code').value, password: id('reset-password').value,
  }, 'set-password-problem');
  if (!problem) {
    event.target.reset();
    event.target.parentElement.open = false;
    id('user').value = user;
    id('password').focus();
  }
});

id('sign-out').addEventListener('click', async () => {
  await fetch('/v1/sign-out', {method: 'POST'}).catch(() => null);
  show(null);
});

function showFigures({minutes, total, states, complete}) {
  for (const outcome of ['approved', 'referred', 'declined']) {
    id(outcome).textContent = count(total[outcome]);
    id(`${outcome}-share`).textContent =
      all(total) ? `${percent(total[outcome] / all(total))} of ${count(all(total))}` : '';
  }
  // The newest minute is still filling: the one before it tells the rate.
  const whole = minutes.at(-2) ?? minutes.at(-1);
  if (whole) {
    id('rate').textContent = count(all(whole));
    id('rate-of').textContent = `in the minute from ${clock(whole.start)}`;
    id('first-minute').textContent = clock(minutes[0].start);
    id('last-minute').textContent = clock(Date.parse(minutes.at(-1).start) + MINUTE_MILLIS);
  }
  drawMinutes(id('minutes'), minutes);
  id('states').replaceChildren(...stateLines(states));
  id('incomplete').hidden = complete;
}

function showAlert(alert) {
  if (shownAlerts.has(alert.id)) {
    return;
  }
  shownAlerts.add(alert.id);
  const rows = id('alerts').tBodies[0];
  const added = alertRow(alert, lookUp);
  added.dataset.alert = alert.id;
  rows.prepend(added);
  if (rows.rows.length > MAX_ALERTS) {
    shownAlerts.delete(rows.lastElementChild.dataset.alert);
    rows.lastElementChild.remove();
  }
  id('alerts').hidden = false;
  id('no-alerts').hidden = true;
}

function listen() {
  live?.close();
  live = new EventSource('/v1/live');
  live.onopen = () => { id('link').textContent = 'live'; };
  live.addEventListener('figures', (event) => showFigures(JSON.parse(event.data)));
  live.addEventListener('alert', (event) => showAlert(JSON.parse(event.data)));
  live.onerror = () => {
    id('link').textContent = 'connection lost, trying again';
    if (live.readyState === EventSource.CLOSED) {
      setTimeout(enter, RETRY_MILLIS);
    }
  };
}

async function lookUp(name) {
  id('card').value = name;
  const kind = /^[0-9]{1,4}$/.test(name) ? 'last_four' : 'token';
  await find(new URLSearchParams({[kind]: name}));
}

async function find(question) {
  const response = await fetch(`/v1/cards?${question}`).catch(() => null);
  id('found').hidden = !response?.ok;
  id('look-up-problem').textContent = response?.ok ? ''
    : response ? (await problemOf(response)).text : 'the console does not answer';
  if (response?.status === 401) {
    show(null);
  } else if (response?.ok) {
    showFound(await response.json());
  }
}

function showFound({cards, authorizations, transactions}) {
  id('found-cards').textContent = cards.length
    ? cards.map((c) => `****${c.last_four} ${c.status.toLowerCase()} (${c.card_token})`).join(', ')
    : 'No such card is in the books.';
  id('authorizations').tBodies[0].replaceChildren(...authorizations.map(authorizationRow));
  id('transactions').tBodies[0].replaceChildren(...transactions.map(transactionRow));
  id('found').scrollIntoView({block: 'nearest'});
}

id('look-up').addEventListener('submit', (event) => {
  event.preventDefault();
  lookUp(id('card').value.trim());
});

async function enter() {
  const response = await fetch('/v1/session').catch(() => null);
  if (response === null || response.status >= 500) {
    setTimeout(enter, RETRY_MILLIS);
    return;
  }
  const session = response.ok ? await response.json() : null;
  show(session);
  if (session?.role === 'cardholder') {
    find(new URLSearchParams());
  } else if (session) {
    listen();
  }
}

enter();
