// npm start -- openai/gpt-5.5 'Free some disk in this directory'
import { MissionControl } from 'mission-control-client';
import { Gate } from './gate.ts';

const [model, prompt] = process.argv.slice(2);
const desktop = process.env['MISSION_CONTROL_DESKTOP'];
if (!model || !prompt || !desktop) {
  console.error("usage: MISSION_CONTROL_URL=… MISSION_CONTROL_KEY=… MISSION_CONTROL_DESKTOP=… npm start -- MODEL PROMPT");
  process.exit(2);
}
console.log(await new Gate(MissionControl.fromEnvironment(), desktop, process.cwd()).run(model, prompt));
