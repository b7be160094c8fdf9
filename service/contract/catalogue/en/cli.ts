/** Sentences of the operator's commands: what they are, what they did, why they did not. */
export const CLI = {
  'cli.usage':
    'Usage: node dist/service/cli.js COMMAND\n' +
    '  backup FOLDER         copies DATA_DIR into an empty folder, also while the service runs\n' +
    '  restore FOLDER        puts a backup into an empty DATA_DIR\n' +
    '  verify                verifies the ledger of every grid, also while the service runs\n' +
    '  export-ledger FILE    writes everything that is stored into one new file, also while the service runs\n' +
    '  import-ledger FILE    reads such a file into an empty store\n' +
    '  public-key            prints the public key that checks checkpoints and receipts; give it to whoever wants to check\n' +
    '  verify-receipt FILE   checks a receipt offline; --key VKEY names the public key, else it is that of this service\n' +
    'Settings are those of the service: MONGODB_URI, or else DATA_DIR, says which store is meant.',
  'cli.no-command': 'Name a command.',
  'cli.unknown-command': 'There is no command “{command}”.',
  'cli.unknown-option': 'There is no option “{option}”.',
  'cli.argument-missing': '{command} needs {argument} and nothing else.',
  'cli.argument-unwanted': '{command} takes nothing else.',
  'cli.sqlite-only': '{command} works on DATA_DIR. With MONGODB_URI use the tools of MongoDB, or export-ledger and import-ledger.',
  'cli.store-unavailable': 'The store can’t be reached. Look whether it runs, then repeat the command.',
  'cli.file-failed': '{file} can’t be read or written ({reason}). Correct that and repeat the command.',
  'cli.file-exists': '{file} is there already and is never overwritten. Name another one.',
  'cli.ledger-good': '{grid}: all {cursor} entries fit, hash {hash}.',
  'cli.ledger-bad': '{grid}: the ledger does not fit at entry {cursor}.',
  'cli.no-grids': 'The store holds no grid.',
  'cli.no-key': 'There is no signing key, so no checkpoint is signed.',
  'cli.receipt-good':
    'The receipt is genuine: {memberName} submitted for {period} on {at}, number {number}, “{statement}”; it stands in the ledger of “{grid}” as entry {cursor}.',
  'cli.receipt-erased': 'Erased since, so it can’t be checked: {parts}. Everything else was.',
  'cli.receipt-unreadable': '{file} is no receipt of this service, or it is damaged.',
  'cli.receipt-other-key': 'Another key signed it than the one that it was checked with. Use the public key of the service that gave it.',
  'cli.receipt-note-changed': 'The signed note was changed: its signature does not fit its text.',
  'cli.receipt-other-position': 'The signed note is about another place of the ledger, or another grid, than this entry.',
  'cli.receipt-hash-changed': 'The entry was changed: its place, time, person or commitments do not give its hash.',
  'cli.receipt-content-changed': 'The content of the entry was changed: it does not fit its commitments.',
  'cli.receipt-field-changed': '“{field}” was changed: the entry says something else.',
  'cli.receipt-seal-changed': 'The file was changed since it was given: its seal does not fit.',
  'cli.receipt-no-key': 'There is no public key to check with. Name it with --key.',
  'cli.receipt-bad-key': 'The value of --key is no public key: it looks like NAME+8 hex digits+base64.',
  'cli.backup-done': {
    one: 'The backup of one grid is in {folder}, and its ledger fits. Keep the folder secret: people’s addresses and the signing key are in it.',
    other: 'The backup of {count} grids is in {folder}, and their ledgers fit. Keep the folder secret: people’s addresses and the signing key are in it.',
  },
  'cli.backup-not-empty': '{folder} is not empty, and a backup never overwrites anything. Name a new folder.',
  'cli.backup-unfinished': '{folder} holds no finished backup: backup.json is missing. Take another backup.',
  'cli.backup-unreadable': '{folder} can’t be used: its backup.json is not one of this service. Take another backup.',
  'cli.backup-newer': 'A newer version of this service made the backup in {folder}. Restore it with that version.',
  'cli.backup-damaged': 'The backup in {folder} is damaged: the ledger of “{grid}” is not what backup.json says. Nothing was restored; take another backup.',
  'cli.restore-not-empty': 'The data folder {folder} is not empty, and nothing is ever overwritten. Set DATA_DIR to a new folder.',
  'cli.restore-done': 'The backup is in {folder}, and every ledger fits. Start the service.',
  'cli.export-done':
    '{file} holds everything: {entries} entries, {people} people, {letters} letters. Keep it secret: people’s addresses are in it. The signing key is not; take it along as SIGNING_KEY.',
  'cli.import-done': 'All of {file} is stored and the ledgers fit: {entries} entries, {people} people, {letters} letters. Start the service.',
  'cli.import-not-empty': 'The store holds the grid “{grid}” already, and nothing is ever overwritten. Import into an empty store.',
  'cli.import-stopped': 'The import stopped in the middle, so what is in the store is not whole. Empty the store, then repeat the command.',
  'cli.transfer-other': '{file} is no file of export-ledger.',
  'cli.transfer-newer': 'A newer version of this service wrote {file}. Import it with that version.',
  'cli.transfer-cut': '{file} is cut short: its last line is missing. Nothing was imported; export again.',
  'cli.transfer-changed': '{file} has changed since it was written, at line {line}. Nothing was imported; export again.',
  'cli.transfer-chain': '{file}, line {line}: the ledger of “{grid}” does not fit at entry {cursor}. Nothing was imported; export again.',
} as const;
