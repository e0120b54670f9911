#include "takt_glpk.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local jmp_buf escape;
static _Thread_local char complaint[512];

// Swallows GLPK's chatter; keeps the text of an error.
static int listen_to(void *info, const char *text) {
  (void)info;
  if (glp_at_error()) strncat(complaint, text, sizeof complaint - 1 - strlen(complaint));
  return 1;
}

static void jump_out(void *info) {
  (void)info;
  longjmp(escape, 1);
}

typedef struct {
  const takt_milp_model *model;
  const takt_milp_options *options;
  takt_milp_watch watch;
  void *context;
  double *values;
  takt_milp_result *result;
  double *inject;    // 1 + columns, GLPK's numbering
  double *incumbent; // 1 + columns
  double incumbent_objective;
} search;

static int bound_type(double lower, double upper) {
  if (isinf(lower) && isinf(upper)) return GLP_FR;
  if (isinf(upper)) return GLP_LO;
  if (isinf(lower)) return GLP_UP;
  return lower == upper ? GLP_FX : GLP_DB;
}

static void build(glp_prob *problem, const takt_milp_model *model) {
  glp_set_obj_dir(problem, GLP_MIN);
  glp_add_cols(problem, model->columns);
  for (int j = 0; j < model->columns; j++) {
    if (model->column_is_binary[j]) glp_set_col_kind(problem, j + 1, GLP_BV);
    double lower = model->column_lower[j], upper = model->column_upper[j];
    glp_set_col_bnds(problem, j + 1, bound_type(lower, upper), lower, upper);
    glp_set_obj_coef(problem, j + 1, model->column_cost[j]);
  }
  if (model->rows == 0) return;
  glp_add_rows(problem, model->rows);
  for (int i = 0; i < model->rows; i++) {
    double lower = model->row_lower[i], upper = model->row_upper[i];
    glp_set_row_bnds(problem, i + 1, bound_type(lower, upper), lower, upper);
  }
  int count = model->entries;
  int *rows = malloc((count + 1) * sizeof *rows);
  int *columns = malloc((count + 1) * sizeof *columns);
  double *entries = malloc((count + 1) * sizeof *entries);
  for (int k = 0; k < count; k++) {
    rows[k + 1] = model->entry_row[k] + 1;
    columns[k + 1] = model->entry_column[k] + 1;
    entries[k + 1] = model->entry_value[k];
  }
  glp_load_matrix(problem, count, rows, columns, entries);
  free(rows);
  free(columns);
  free(entries);
}

static double open_bound(glp_tree *tree) {
  int node = glp_ios_best_node(tree);
  return node == 0 ? HUGE_VAL : glp_ios_node_bound(tree, node);
}

// Branches on the fractional binary of the highest priority; among those on the most fractional.
static void branch(glp_tree *tree, const takt_milp_model *model) {
  glp_prob *problem = glp_ios_get_prob(tree);
  int best = 0, best_priority = 0;
  double best_distance = -1;
  for (int j = 1; j <= model->columns; j++) {
    if (!model->column_is_binary[j - 1] || !glp_ios_can_branch(tree, j)) continue;
    double x = glp_get_col_prim(problem, j), distance = 0.5 - fabs(x - floor(x) - 0.5);
    int priority = model->column_priority[j - 1];
    if (best == 0 || priority > best_priority ||
        (priority == best_priority && distance > best_distance)) {
      best = j;
      best_priority = priority;
      best_distance = distance;
    }
  }
  if (best != 0)
    glp_ios_branch_upon(tree, best,
                        glp_get_col_prim(problem, best) > 0.5 ? GLP_UP_BRNCH : GLP_DN_BRNCH);
}

static void observe(glp_tree *tree, void *info) {
  search *s = info;
  glp_prob *problem = glp_ios_get_prob(tree);
  int reason = glp_ios_reason(tree);
  if (reason == GLP_IBRANCH && !s->options->presolve) {
    branch(tree, s->model);
    return;
  }
  if (reason != GLP_IHEUR && reason != GLP_ISELECT && reason != GLP_IBINGO) return;

  int open, current, total;
  glp_ios_tree_size(tree, &open, &current, &total);
  s->result->nodes = total;
  double bound = open_bound(tree);
  if (isfinite(bound) && bound > s->result->bound) s->result->bound = bound;
  if (s->result->root_bound == -HUGE_VAL && isfinite(bound)) s->result->root_bound = bound;

  const double *incumbent = NULL;
  // GLPK's own rounding heuristics set incumbents without a GLP_IBINGO call, so watch the value.
  if (!s->options->presolve && glp_mip_status(problem) == GLP_FEAS &&
      glp_mip_obj_val(problem) != s->incumbent_objective) {
    s->incumbent_objective = glp_mip_obj_val(problem);
    for (int j = 1; j <= s->model->columns; j++) s->incumbent[j] = glp_mip_col_val(problem, j);
    incumbent = s->incumbent + 1;
  }
  int order = s->watch(s->context, s->result->bound, total, incumbent, s->inject + 1);
  if (order == TAKT_MILP_STOP ||
      (s->options->node_limit > 0 && total >= s->options->node_limit)) {
    glp_ios_terminate(tree);
  } else if (order == TAKT_MILP_INJECT && reason == GLP_IHEUR && !s->options->presolve) {
    glp_ios_heur_sol(tree, s->inject);
  }
}

static void finish(search *s, glp_prob *problem, int code) {
  takt_milp_result *result = s->result;
  int status = glp_mip_status(problem);
  if (status == GLP_OPT || status == GLP_FEAS) {
    result->has_solution = 1;
    result->objective = glp_mip_obj_val(problem);
    for (int j = 1; j <= s->model->columns; j++) s->values[j - 1] = glp_mip_col_val(problem, j);
  }
  if (code == GLP_ENOPFS || status == GLP_NOFEAS) {
    result->outcome = TAKT_MILP_INFEASIBLE;
  } else if (code == 0 && status == GLP_OPT) {
    result->outcome = TAKT_MILP_OPTIMAL;
    result->bound = result->objective;
  } else if (code == GLP_ETMLIM || code == GLP_ESTOP || code == GLP_EMIPGAP) {
    result->outcome = TAKT_MILP_LIMIT;
  } else {
    result->outcome = TAKT_MILP_FAULT;
    if (complaint[0] == 0) {
      strcpy(complaint, "GLPK gave up (numerical trouble)");
    }
  }
}

static void solve(search *s, double *clock_start) {
  glp_prob *problem = glp_create_prob();
  build(problem, s->model);
  if (s->options->write_lp) glp_write_lp(problem, NULL, s->options->write_lp);

  if (!s->options->presolve) {
    glp_smcp simplex;
    glp_init_smcp(&simplex);
    simplex.msg_lev = GLP_MSG_ERR;
    simplex.meth = GLP_DUALP;
    simplex.presolve = GLP_ON;
    simplex.tm_lim = s->options->milliseconds;
    int code = glp_simplex(problem, &simplex);
    int status = glp_get_status(problem);
    if (code == GLP_ENOPFS || status == GLP_NOFEAS) {
      s->result->outcome = TAKT_MILP_INFEASIBLE;
      glp_delete_prob(problem);
      return;
    }
    if (code == GLP_ETMLIM || (code == 0 && status != GLP_OPT)) {
      s->result->outcome = TAKT_MILP_LIMIT;
      glp_delete_prob(problem);
      return;
    }
    if (code != 0) {
      finish(s, problem, code);
      glp_delete_prob(problem);
      return;
    }
    s->result->bound = s->result->root_bound = glp_get_obj_val(problem);
  }

  glp_iocp integer;
  glp_init_iocp(&integer);
  integer.msg_lev = GLP_MSG_ERR;
  integer.br_tech = GLP_BR_DTH;
  integer.bt_tech = GLP_BT_BLB;
  integer.cb_func = observe;
  integer.cb_info = s;
  integer.presolve = s->options->presolve ? GLP_ON : GLP_OFF;
  integer.gmi_cuts = integer.mir_cuts = integer.clq_cuts = s->options->cuts ? GLP_ON : GLP_OFF;
  double spent = glp_difftime(glp_time(), *clock_start) * 1000;
  integer.tm_lim = s->options->milliseconds - (int)spent;
  if (integer.tm_lim < 1) integer.tm_lim = 1;
  int code = glp_intopt(problem, &integer);
  finish(s, problem, code);
  glp_delete_prob(problem);
}

void takt_milp_solve(const takt_milp_model *model, const takt_milp_options *options,
                     takt_milp_watch watch, void *context, double *values,
                     takt_milp_result *result) {
  memset(result, 0, sizeof *result);
  result->outcome = TAKT_MILP_FAULT;
  result->bound = result->root_bound = -HUGE_VAL;
  complaint[0] = 0;
  search s = {model, options, watch, context, values, result, NULL, NULL, HUGE_VAL};
  s.inject = calloc(model->columns + 1, sizeof(double));
  s.incumbent = calloc(model->columns + 1, sizeof(double));
  if (s.inject && s.incumbent) {
    if (setjmp(escape) == 0) {
      glp_term_out(GLP_ON);
      glp_term_hook(listen_to, NULL);
      glp_error_hook(jump_out, NULL);
      glp_mem_limit(options->memory_megabytes);
      double start = glp_time();
      solve(&s, &start);
    } else {
      result->outcome = TAKT_MILP_FAULT;
      if (complaint[0] == 0) strcpy(complaint, "GLPK failed");
    }
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    glp_free_env();
  }
  // One line, for a document.
  for (char *c = complaint; *c; c++)
    if (*c == '\n' || *c == '\r') *c = ' ';
  strncpy(result->message, complaint, sizeof result->message - 1);
  free(s.inject);
  free(s.incumbent);
}

const char *takt_glpk_version(void) { return glp_version(); }
