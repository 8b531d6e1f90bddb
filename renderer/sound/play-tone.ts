import type { Tone } from './countdown-tones';

/** Hertz and seconds; three beeps say that something began, one that time passes, a higher one that it ends. */
const beeps: Readonly<Record<Tone, { readonly hertz: number; readonly starts: readonly number[] }>> = {
  armed: { hertz: 784, starts: [0, 0.22, 0.44] },
  passing: { hertz: 784, starts: [0] },
  last: { hertz: 1047, starts: [0] },
};
const beepSeconds = 0.14;
const loudness = 0.25;

let context: AudioContext | null = null;

/** Sounds a tone. A machine without sound, or one that refuses it, changes nothing else. */
export function playTone(tone: Tone): void {
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') context.resume().catch(forget);
    const { hertz, starts } = beeps[tone];
    for (const start of starts) beep(context, hertz, context.currentTime + start);
  } catch {
    forget();
  }
}

function beep(audio: AudioContext, hertz: number, at: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = hertz;
  // Ramps: a tone that is cut off clicks.
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness, at + 0.01);
  gain.gain.setValueAtTime(loudness, at + beepSeconds - 0.03);
  gain.gain.linearRampToValueAtTime(0, at + beepSeconds);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + beepSeconds);
}

/** A device may be plugged in later; the next tone tries afresh. */
function forget(): void {
  context = null;
}
