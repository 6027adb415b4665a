// kintone keeps moments in UTC and shows them in the person's time zone.
import { boot } from './host.js';

const zone = boot.user?.timezone || 'Asia/Tokyo';
const parts = moment => Object.fromEntries(new Intl.DateTimeFormat('en-CA', {
  timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
}).formatToParts(moment).map(({ type, value }) => [type, value]));

export const toLocal = iso => {
  const moment = new Date(iso);
  if (!iso || Number.isNaN(moment.getTime())) return { date: '', time: '' };
  const { year, month, day, hour, minute } = parts(moment);
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}` };
};

export const toIso = (date, time) => {
  if (!date) return undefined;
  const asUtc = new Date(`${date}T${time || '00:00'}:00Z`);
  if (Number.isNaN(asUtc.getTime())) return undefined;
  const local = toLocal(asUtc.toISOString());
  const shift = new Date(`${local.date}T${local.time}:00Z`) - asUtc;
  return new Date(asUtc - shift).toISOString().replace(/\.\d{3}Z$/, 'Z');
};

export const today = () => toLocal(new Date().toISOString()).date;
export const clock = () => toLocal(new Date().toISOString()).time;
export const now = () => toIso(today(), clock());

export const show = iso => {
  const { date, time } = toLocal(iso);
  return date ? `${date} ${time}` : '';
};
