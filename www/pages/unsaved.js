// What has been typed is not lost by leaving in passing: the person is asked.
import { host } from './host.js';
import { isChanged } from './record-rest.js';
import { sure } from './sure.js';
import { say } from './words.js';

let watched = null;
export const watchUnsaved = form => { watched = form; };
const unsaved = () => watched !== null && isChanged(watched);

window.addEventListener('beforeunload', event => { if (unsaved()) event.preventDefault(); });

export const mayLeave = async () => {
  if (!unsaved()) return true;
  const leave = host.mobile ? window.confirm(say('unsavedAsk')) : await sure(say('unsavedTitle'), say('unsavedAsk'), say('unsavedYes'));
  if (leave) watched = null;
  return leave;
};
