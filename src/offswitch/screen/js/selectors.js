// What the scripts look for on a page.

export const TOGGLE =
  "input[type=checkbox],input[type=radio],[role=switch],[role=checkbox],[role=radio]";

/** Controls that a page scrolls to. */
export const SETTING = `${TOGGLE},select`;

/** Controls that have a state of their own. */
export const STATEFUL = `${SETTING},[role=menuitemcheckbox],[role=menuitemradio],[aria-pressed],[role=combobox]`;

/** Something that only says that it opens a list of options. */
export const LIST_OPENER = "[aria-haspopup=listbox]";

/** A list of options, or a field that opens one. */
export const LIST = "select,[role=combobox],[role=listbox],input[aria-haspopup=listbox]";

/** Everything that may be a setting's control. */
export const CONTROL = `${STATEFUL},[role=listbox],${LIST_OPENER}`;

/** Controls that open a list of options. */
export const MENU = `select,[role=combobox],[role=listbox],${LIST_OPENER}`;

export const HEADING = "h1,h2,h3,h4,h5,h6,[role=heading]";

export const DIALOG = "dialog[open],[role=dialog],[role=alertdialog]";

/** Parts of a page that may have a name of their own. */
export const REGION = `${DIALOG},[role=region],[role=group],[role=radiogroup],[role=tabpanel],section,fieldset,form`;

/** What opens something. */
export const OPENER =
  "a[href],button,[role=button],[role=link],[role=menuitem],[role=listitem][tabindex],summary";

/** Our own words for the person who watches; the same name stands in offswitch.screen.marker. */
export const MARKER = "data-offswitch-marker";

/** What belongs to the site as a whole, and to no page of it. */
export const OF_THE_SITE =
  "nav,[role=navigation],[role=banner],[role=contentinfo],[role=menubar],[role=menu]," +
  ":is(header,footer):not(main *,article *,section *)";
