/** The ribbon: the add-in's three buttons, and what a person needs for trying. Each button does one thing that hands do in Excel. */
import type { ComponentChildren } from 'preact';
import { say } from '../../pane/strings.ts';
import { Icon, type IconName } from './icons.tsx';

/** What the ribbon's buttons do. */
export interface RibbonActions {
  togglePane: () => void;
  sync: () => void;
  submit: () => void;
  undo: () => void;
  redo: () => void;
  sort: (order: 'ascending' | 'descending') => void;
  toggleFilter: () => void;
  insertRow: () => void;
  deleteRow: () => void;
  fillDown: () => void;
  toggleProtection: () => void;
  toggleHidden: () => void;
  newWorkbook: () => void;
  /** Gives the focus back to the sheet after a click; who came by keyboard stays on the button. */
  backToSheet: () => void;
}

/** What the ribbon shows of the workbook. */
export interface RibbonState {
  paneShown: boolean;
  canUndo: boolean;
  canRedo: boolean;
  isProtected: boolean;
  filtered: boolean;
  hiddenShown: boolean;
  peeking: boolean;
}

/** Draws the ribbon. */
export function Ribbon({ actions, state }: { actions: RibbonActions; state: RibbonState }) {
  const button = (props: {
    name: string;
    icon: IconName | 'icon' | 'sync' | 'submit';
    onPress: () => void;
    why?: string;
    off?: boolean;
    pressed?: boolean;
    stay?: boolean;
  }) => (
    <button
      type="button"
      class="ribbon-button"
      title={props.why}
      aria-disabled={props.off ? 'true' : undefined}
      aria-pressed={props.pressed}
      onClick={(event) => {
        if (props.off) return;
        props.onPress();
        if (event.detail > 0 && !props.stay) actions.backToSheet();
      }}
    >
      {props.icon === 'icon' || props.icon === 'sync' || props.icon === 'submit' ? (
        <img src={`/addin/assets/${props.icon}.svg`} alt="" width="20" height="20" />
      ) : (
        <Icon name={props.icon} />
      )}
      {props.name}
    </button>
  );
  const locked = state.peeking;
  return (
    <nav class="ribbon" aria-label={say('preview.ribbon')}>
      <Group name={say('preview.group.addin')}>
        {button({
          name: say('preview.open'),
          icon: 'icon',
          why: say('preview.open-why'),
          pressed: state.paneShown,
          onPress: actions.togglePane,
          stay: true,
        })}
        {button({ name: say('preview.sync'), icon: 'sync', why: say('preview.sync-why'), onPress: actions.sync })}
        {button({ name: say('preview.submit'), icon: 'submit', why: say('preview.submit-why'), onPress: actions.submit, stay: true })}
      </Group>
      <Group name={say('preview.group.edit')}>
        {button({ name: say('preview.undo'), icon: 'undo', off: !state.canUndo || locked, onPress: actions.undo })}
        {button({ name: say('preview.redo'), icon: 'redo', off: !state.canRedo || locked, onPress: actions.redo })}
        {button({ name: say('preview.fill-down'), icon: 'fill-down', off: locked, onPress: actions.fillDown })}
      </Group>
      <Group name={say('preview.group.rows')}>
        {button({ name: say('preview.sort-up'), icon: 'sort-up', off: locked, onPress: () => actions.sort('ascending') })}
        {button({ name: say('preview.sort-down'), icon: 'sort-down', off: locked, onPress: () => actions.sort('descending') })}
        {button({
          name: say(state.filtered ? 'preview.filter-off' : 'preview.filter'),
          icon: 'filter',
          why: say('preview.filter-why'),
          off: locked,
          onPress: actions.toggleFilter,
        })}
        {button({ name: say('preview.insert-row'), icon: 'insert-row', off: locked, onPress: actions.insertRow })}
        {button({ name: say('preview.delete-row'), icon: 'delete-row', off: locked, onPress: actions.deleteRow })}
      </Group>
      <Group name={say('preview.group.protect')}>
        {button({
          name: say(state.isProtected ? 'preview.unprotect' : 'preview.protect'),
          icon: state.isProtected ? 'unlock' : 'lock',
          off: locked,
          onPress: actions.toggleProtection,
        })}
        {button({ name: say('preview.hidden-sheets'), icon: 'eye', pressed: state.hiddenShown, onPress: actions.toggleHidden })}
      </Group>
      <Group name={say('preview.group.file')}>{button({ name: say('preview.new'), icon: 'file', onPress: actions.newWorkbook, stay: true })}</Group>
    </nav>
  );
}

function Group({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <fieldset class="ribbon-group">
      <legend>{name}</legend>
      <div class="ribbon-buttons">{children}</div>
    </fieldset>
  );
}
