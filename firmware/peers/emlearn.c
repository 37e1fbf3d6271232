/* The network by emlearn. */
#include "emlearn_net.h"

void infer(const float *input, float *output) { eml_net_predict_proba(&net, input, 4, output, 3); }
