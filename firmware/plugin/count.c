/* Counts a guest's instructions: a plugin for QEMU (TCG plugin API 1, QEMU 4.2 to 7.2 at least).
 *
 * Debian's QEMU takes plugins but brings no qemu-plugin.h, so what is needed of it is declared here.
 * Prints how many instructions were executed strictly between two marks that do nothing by themselves:
 *   Thumb    mov r10, r10    and  mov r11, r11
 *   RISC-V   slti x0, x0, 1  and  slti x0, x0, 2
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum { NO_REGISTERS = 0, ADD_U64 = 0 };

extern void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, struct qemu_plugin_tb *));
extern void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *, void (*)(unsigned, void *), int, void *);
extern void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *, int, void *, uint64_t);
extern size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
extern struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *, size_t);
extern const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *);
extern size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *);

__attribute__((visibility("default"))) int qemu_plugin_version = 1;
static uint64_t executed, at_begin;

static void begin(unsigned cpu, void *data) { (void)cpu, (void)data; at_begin = executed; }
static void end(unsigned cpu, void *data) {
  (void)cpu, (void)data;
  /* both marks are counted before they are seen */
  fprintf(stderr, "instructions %" PRIu64 "\n", executed - at_begin - 1);
}

static void (*mark(const struct qemu_plugin_insn *insn))(unsigned, void *) {
  const uint8_t *byte = qemu_plugin_insn_data(insn);
  size_t size = qemu_plugin_insn_size(insn);
  uint32_t code = byte[0] | byte[1] << 8;
  if (size == 4) code |= byte[2] << 16 | (uint32_t)byte[3] << 24;
  if (size == 2 ? code == 0x46d2 : code == 0x00102013) return begin;
  if (size == 2 ? code == 0x46db : code == 0x00202013) return end;
  return NULL;
}

static void translated(plugin_id id, struct qemu_plugin_tb *block) {
  (void)id;
  for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); i++) {
    struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(block, i);
    qemu_plugin_register_vcpu_insn_exec_inline(insn, ADD_U64, &executed, 1);
    void (*at)(unsigned, void *) = mark(insn);
    if (at) qemu_plugin_register_vcpu_insn_exec_cb(insn, at, NO_REGISTERS, NULL);
  }
}

__attribute__((visibility("default"))) int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv) {
  (void)info, (void)argc, (void)argv;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  return 0;
}
