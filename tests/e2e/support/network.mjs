// A small invented network with a finished run, as a buyer would have it.

async function until(client, where, is) {
  for (let tries = 0; tries < 300; ++tries) {
    const { json } = await client.get(where);
    if (json.problem) throw new Error(json.problem.title);
    if (is(json)) return json;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error(`${where} is not finished after half a minute`);
}

// Answers {network, run, firm}: their ids.
export async function keepNetwork(client, organisation, firms = 60) {
  const network = (await client.post(`/organisations/${organisation}/networks`, { name: '架空の例', example: { kind: 'japan', firms, seed: 1 } })).json.id;
  await until(client, `/networks/${network}`, (json) => json.state === 'ready');
  const run = (await client.post(`/networks/${network}/runs`, { mode: 'published', grade: 'f64', firms: 'all' })).json.id;
  await until(client, `/network-runs/${run}`, (json) => json.state === 'done');
  const firm = (await client.get(`/network-runs/${run}/firms`)).json.items[0].id;
  return { network, run, firm };
}

export const planOf = (firm) => ({ firms: { [firm]: { star: '0', plan: '4', cost: 1 } }, outage_days: 7, stops_a_year: { 0: [0.05, 0.1, 0.2], 4: [0.02, 0.04, 0.1] } });
