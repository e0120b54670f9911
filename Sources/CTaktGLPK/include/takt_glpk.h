#ifndef TAKT_GLPK_H
#define TAKT_GLPK_H

// One mixed-integer program, solved by GLPK from start to end inside one C call.
//
// GLPK reports misuse and lack of memory by aborting the process. Here its error hook jumps back to the call instead;
// because the problem is built, solved and freed in this one function, the jump crosses C frames only, and the
// environment GLPK keeps for the thread is thrown away with everything in it.

typedef struct {
  int columns;
  int rows;
  int entries;
  const double *column_lower; // -HUGE_VAL for none
  const double *column_upper; // HUGE_VAL for none
  const double *column_cost;
  const unsigned char *column_is_binary;
  const int *column_priority; // branch on a fractional binary of the highest priority
  const double *row_lower;
  const double *row_upper;
  const int *entry_row;    // from 0
  const int *entry_column; // from 0
  const double *entry_value;
} takt_milp_model;

typedef struct {
  int milliseconds;    // time limit
  long node_limit;     // 0 for none
  int memory_megabytes;
  int cuts;            // let GLPK generate its own cuts
  int presolve;        // let GLPK presolve (then nothing can be injected)
  const char *write_lp; // a file to write the model to first, or NULL
} takt_milp_options;

enum takt_milp_outcome {
  TAKT_MILP_OPTIMAL,    // the incumbent is optimal for the model
  TAKT_MILP_INFEASIBLE, // the model has no solution
  TAKT_MILP_LIMIT,      // stopped by a limit or by the watcher
  TAKT_MILP_FAULT       // GLPK refused or failed; see the message
};

typedef struct {
  enum takt_milp_outcome outcome;
  int has_solution;
  double objective;
  double bound; // -HUGE_VAL while there is none
  double root_bound;
  long nodes;
  char message[512];
} takt_milp_result;

// Called at every node: the bound over the open nodes, how many nodes there were, and the values of a new incumbent or
// NULL. To inject a solution, fill `inject` (one value a column) and return TAKT_MILP_INJECT; TAKT_MILP_STOP ends the search.
// It must not call GLPK.
enum { TAKT_MILP_GO_ON = 0, TAKT_MILP_STOP = 1, TAKT_MILP_INJECT = 2 };
typedef int (*takt_milp_watch)(void *context, double bound, long nodes, const double *incumbent,
                               double *inject);

// Solves the model. `values` takes one number a column where there is a solution.
void takt_milp_solve(const takt_milp_model *model, const takt_milp_options *options,
                     takt_milp_watch watch, void *context, double *values,
                     takt_milp_result *result);

// The version of the GLPK library in use.
const char *takt_glpk_version(void);

#endif
