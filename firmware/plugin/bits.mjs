// Runs the `bits` of a WebAssembly module: node bits.mjs bits.wasm
import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]));
console.log("bits " + BigInt.asUintN(64, instance.exports.bits()).toString(16).padStart(16, "0"));
