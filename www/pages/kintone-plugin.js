// kintone.plugin.app: what a plugin remembers of itself in an app.
(() => {
  'use strict';

  const host = globalThis[Symbol.for('local kintone')];
  const { boot } = host;
  const READABLE = ['index', 'create', 'edit', 'detail', ...(host.mobile ? [] : ['print', 'report', 'config'])];
  const LONGEST_VALUE = 65535;
  const LARGEST_CONFIG = 256 * 1024;

  const own = () => new URLSearchParams(location.search).get('pluginId') ?? globalThis.kintone.$PLUGIN_ID;

  const getConfig = id => {
    if (!host.on(...READABLE) || !Object.hasOwn(boot.configs ?? {}, id)) return null;
    return host.copy(boot.configs[id]);
  };

  const faultOf = config => {
    if (config === null || typeof config !== 'object' || Array.isArray(config)) return 'config';
    let bytes = 0;
    for (const [key, value] of Object.entries(config)) {
      if (!/^[\x00-\x7f]+$/.test(key)) return `config["${key}"]`;
      if (typeof value !== 'string' || value.length > LONGEST_VALUE) return `config["${key}"]`;
      bytes += new TextEncoder().encode(key + value).length;
    }
    return bytes > LARGEST_CONFIG ? 'config' : null;
  };

  const complain = what => {
    const said = boot.lang === 'ja' ? `プラグインの設定を保存できません: ${what}` : `The plug-in settings cannot be saved: ${what}`;
    console.error(said);
    host.notify('ERROR', said);
  };

  // There is no error callback: what goes wrong is kintone's own to show.
  const setConfig = (config, done) => {
    if (!host.on('config')) throw new Error('kintone.plugin.app.setConfig works on the plug-in settings screen only.');
    const fault = faultOf(config);
    if (fault) {
      complain(fault);
      return;
    }
    const id = own();
    host.send('/local/plugin-config.json', 'PUT', { app: boot.app.id, id, config: { ...config } }).then(() => {
      boot.configs[id] = { ...config };
      if (typeof done === 'function') done();
      else location.href = `/k/admin/app/${boot.app.id}/plugin/?message=CONFIG_SAVED#/`;
    }, error => complain(error?.message ?? String(error)));
  };

  // Held for the life of the page: nothing would ever be sent with it.
  const proxies = new Map();
  const setProxyConfig = (address, method, headers, data, done) => {
    if (!host.on('config')) throw new Error('kintone.plugin.app.setProxyConfig works on the plug-in settings screen only.');
    proxies.set(`${method} ${address}`, host.copy({ headers, data }));
    if (typeof done === 'function') queueMicrotask(done);
    else queueMicrotask(() => { location.href = `/k/admin/app/${boot.app.id}/plugin/?message=CONFIG_SAVED#/`; });
  };
  const getProxyConfig = (address, method) => (host.on('config') ? host.copy(proxies.get(`${method} ${address}`)) ?? null : null);

  const proxy = (id, address, method, headers, data, done, failed) => host.refuseProxy(done, failed);
  proxy.upload = proxy;

  Object.assign(globalThis.kintone.plugin.app, { getConfig, setConfig, getProxyConfig, setProxyConfig, proxy });
})();
