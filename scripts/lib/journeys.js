/**
 * The browser tests of the main journeys, by file below `e2e/`: the beginnings of their titles. `npm test` runs these, and
 * `npm test -- --all` every browser test (docs/testing.md).
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const journeys = {
  accounts: [
    'accounts are named in the header and kept apart; a tab that shows another one than the last chosen asks first',
  ],
  activity: [
    'an action is one line, found by its filters, that links to its full entry and to its position in the hash chain',
    'entries are exported as filtered, an instance is found by its name, and a filter that gets no response keeps the list',
  ],
  connection: ['the badge and the palette lead to the connection, which in the sandbox is the sandbox'],
  'edit-change': [
    'one change sends one parameter, after a review that shows before and after; by keyboard alone',
    'a serious consequence requires confirmation, and a description cannot be emptied',
  ],
  'edit-clone-restore': [
    'a listener is cloned to another port, with everything it has',
    'an earlier state is restored as an ordinary edit',
  ],
  'edit-conflict': [
    'what somebody else changed in the meantime is resolved setting by setting, never overwritten',
  ],
  'form/conditions': [
    'what was typed into a branch is not sent once the branch is hidden, even if it was wrong',
  ],
  'form/errors': [
    'a blank submit focuses a summary with one link per error, with the field’s message, and sends nothing',
  ],
  'form/example': ['the reference’s example is created from the form and is in the list, stopped'],
  'form/fields': ['every field with'],
  'form/keyboard': ['the main flow needs no mouse, from the first field to the started listener'],
  'form/languages': [
    'the form is filled in, validated, rejected and sent in the terms of SLB’s documentation',
  ],
  'form/lost-answers': [
    'a response lost after the creation leaves exactly one listener, and the message says so',
    'throttling and a busy instance are waited out behind the button',
    'started right away, it is in the list, running or in transition',
  ],
  'form/narrow': ['a listener is created by touch, with errors on the way'],
  'form/rejections': [
    'a duplicate port is shown at its field and in the summary, with code and RequestId; once corrected, it is created',
    'more bandwidth than the instance has left is rejected at the bandwidth',
  ],
  'form/strangers': ['a foreign page, a page of no origin and a rebound name cannot create a listener'],
  'form/warnings': ['an empty allowlist says that everyone can connect, and requires confirmation'],
  'list-aria': ['the list is read as views, a search, a table of rows named by their ports, and its pages'],
  'list-axe': ['axe finds nothing on the list of a phone'],
  'list-delete': ['a stopped listener is deleted after confirmation, a running one after its port was typed'],
  'list-export': ['what is filtered is exported from all pages, with the columns that are shown'],
  'list-faults': ['an action whose response was lost on the way back is checked, not repeated'],
  'list-filter': [
    'a filter is typed into the box, or built by keyboard, edited and removed',
    'links of an older Sluice open, and what is not a valid filter is searched as text',
  ],
  'list-find': [
    'the search finds what people copy, and says how complete a search for a server is',
    'the order is a link, reversed by two quick presses, and going back undoes a search',
  ],
  'list-fresh': ['a created row is marked and scrolled into view, with Start beside it'],
  'list-healthy': [
    'healthy servers are counted per row, by one call per instance, and the count stays through a refresh that fails',
  ],
  'list-keyboard': ['a listener is found, started, stopped and deleted by keyboard only'],
  'list-keys': ['single keys move between rows, select and open them, with the real focus'],
  'list-layout': ['a view is saved, opened, marked as edited, updated, renamed and deleted'],
  'list-narrow': [
    'the rows are cards that show what matters, and nothing scrolls sideways',
    'what opens stays inside the window, and a listener is found, started and deleted',
  ],
  'list-peek': [
    'Space shows a row beside the list, the arrows walk with it, and Escape goes back to the row',
  ],
  'list-print': ['a list prints all rows of all pages with the columns that are shown, black on white'],
  'list-regions': [
    'each of several failed regions is named with its own code, and its RequestId can be copied',
    'loaded rows stay when their region is down, marked as stale with the reason, until it responds',
  ],
  'list-rows': [
    'the first visit shows the listeners of all regions with instances, and names those in the URL',
    'every listener of these regions has its row, with all that is known of it',
    'a row is looked at closely, copied from, and acted on through its menu',
  ],
  'list-selection': [
    'a range, a page and all matches are selected at once; a row that is not TCP says why it is not',
  ],
  'list-start-stop': [
    'the counts in the header are updated after a start, and its notice leads to the listener',
    'of two listeners on one port only the TCP one is stopped',
  ],
  'listener-actions': ['a listener is started and stopped on its page, and what cannot be done says why'],
  'listener-everyone': [
    'everything is in Chinese, and fits on a phone, upright, with an address tested by keyboard',
  ],
  'listener-page': [
    'the page reads in the order of the questions asked: what it is, its path, health, access, activity, settings',
    'testing an address names the entry that decides it',
    'a missing listener gets a complete page that says what is missing, with status 404',
  ],
  network: [
    'over a network, only its own address is answered, and a browser is told to use HTTPS',
    'over a network, documents are compressed and build files come in brotli',
    'monitors get health and metrics at any name, and every request a line of JSON, without a secret',
  ],
  palette: [
    'listeners are found by port, address and description, from any page, and the list is searched for anything',
    'pages and commands can be reached from anywhere: create, theme, language, keys',
  ],
  'plan-grid': [
    'a plan is edited, reviewed and started by keyboard alone, and its run creates the listeners',
  ],
  'plan-sources': [
    'a range of ports becomes a plan, with the same settings and the backend port by a rule',
    'a file that is wrong is refused by line and column, and nothing of it is read',
  ],
  people: [
    'an admin invites an operator with limits, by a link that is shown once',
    'a limited operator sees why, in the list and on the page of people',
  ],
  requests: ['no way of writing the URL or the Host leads to a foreign one'],
  'runs-bulk': [
    'one setting is changed on several listeners, and listeners that already have it are no errors',
  ],
  'runs-many': [
    'a run cancelled midway starts nothing more, finishes what it started, and is listed under Runs',
  ],
  'runs-undo': [
    'what was cancelled of a run is done by a new one, which is linked to it',
    'the runs, a run and the preview of its undo have these names and roles',
  ],
  shell: [
    'on a phone nothing is wider than the screen, and the navigation is a drawer that leads away',
    'what comes from elsewhere gets nothing and changes nothing, and every response carries the policy',
  ],
  'shell-language-theme': [
    'the list turns Chinese in place, keeps what was typed, and stays so',
    'the theme is changed at once, remembered and written by the server, and can be that of the system',
  ],
  'shell-pages': [
    'the front page is the list, and the frame of every page says what exists and that this is the sandbox',
    'a page that is not there is written by the server: it can be read, and Tab finds its links, before any script has run',
  ],
  'shell-read-only': ['a read-only Sluice says so in its header, and why no action is possible'],
  'shell-security': [
    'the policy keeps a script that does not belong to the page from running',
    'a foreign name that was rebound gets nothing, and every page has the security headers and its own nonce',
  ],
  'sign-in': [
    'the first start prints a link; until it is used, nothing else answers',
    'a page leads to sign-in and back; what a script requests says 401',
    'a wrong password and an unknown address read the same, and the address stays',
  ],
  'sign-in-expiry': ['a session that ends in mid-form keeps what was typed, and goes on after signing in'],
  'sign-in-factor': [
    // The next one signs in with the password that it sets.
    'changing the password ends the other sessions, and keeps this one',
    'a second factor is turned on with a code, and asked for at the next sign-in, once each',
  ],
  start: [
    'a start with nothing changed neither installs nor builds, and says where everything is',
    'in cloud mode no sandbox is started',
  ],
  'team-views': ['a view is shared with the team, who open and copy it, and only its owner changes it'],
  undo: [
    'a deleted listener is restored from its notice, as a new listener with equal settings',
    'a stop says beforehand what it cuts off, and afterwards how to undo it',
  ],
};

/** Matches the full titles of these tests, as Playwright composes them. */
export function journeyPattern() {
  const titles = Object.values(journeys).flat();
  return new RegExp(
    titles.map((title) => title.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('|'),
  );
}
