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

function show(signedIn) {
  id('door').hidden = signedIn;
  id('room').hidden = !signedIn;
  id('sign-out').hidden = !signedIn;
  if (!signedIn) {
    live?.close();
    live = null;
    id('link').textContent = '';
    id('alerts').tBodies[0].replaceChildren();
    shownAlerts.clear();
    id('found').hidden = true;
    id('key').focus();
  }
}

async function problemOf(response) {
  const told = await response.json().catch(() => ({}));
  return told.detail || `the console answered ${response.status}`;
}

id('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault();
  const response = await fetch('/sign-in', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({key: id('key').value}),
  }).catch(() => null);
  if (response?.ok) {
    id('key').value = '';
    id('sign-in-problem').textContent = '';
    enter();
  } else {
    id('sign-in-problem').textContent =
      response ? await problemOf(response) : 'the console does not answer';
  }
});

id('sign-out').addEventListener('click', async () => {
  await fetch('/sign-out', {method: 'POST'}).catch(() => null);
  show(false);
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
  const response =
    await fetch(`/v1/cards?${new URLSearchParams({[kind]: name})}`).catch(() => null);
  id('found').hidden = !response?.ok;
  id('look-up-problem').textContent =
    response?.ok ? '' : response ? await problemOf(response) : 'the console does not answer';
  if (response?.status === 401) {
    show(false);
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
  const session = await fetch('/v1/session').catch(() => null);
  if (session === null) {
    setTimeout(enter, RETRY_MILLIS);
    return;
  }
  show(session.ok);
  if (session.ok) {
    listen();
  }
}

enter();
