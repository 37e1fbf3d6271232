/* The network as one writes it by hand. */
#include "weights.h"
#include <math.h>

static void dense(const float *w, const float *b, int inputs, int outputs, const float *x, float *z) {
  for (int o = 0; o < outputs; o++) {
    float sum = b[o];
    for (int i = 0; i < inputs; i++) sum += w[o * inputs + i] * x[i];
    z[o] = sum;
  }
}
static void relu(float *z, int count) {
  for (int i = 0; i < count; i++) z[i] = z[i] > 0 ? z[i] : 0;
}

void infer(const float *input, float *output) {
  float a[32], b[32];
  dense(&W1[0][0], B1, 4, 32, input, a), relu(a, 32);
  dense(&W2[0][0], B2, 32, 32, a, b), relu(b, 32);
  dense(&W3[0][0], B3, 32, 3, b, output);
  float most = output[0], sum = 0;
  for (int i = 1; i < 3; i++) if (output[i] > most) most = output[i];
  for (int i = 0; i < 3; i++) sum += output[i] = expf(output[i] - most);
  for (int i = 0; i < 3; i++) output[i] /= sum;
}
