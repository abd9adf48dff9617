package io.cardbeam.command;

import io.cardbeam.query.check.DataTestResult;
import io.cardbeam.query.reconcile.ComparedTable;
import io.cardbeam.query.reconcile.Reconciliation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what came of a {@link Reconciliation}. */
record ReconciliationReport(Reconciliation result) {

  /**
   * Prints it.
   *
   * @param account what it begins with
   * @return exit code: 1 if anything differs
   */
  int print(PrintWriter out, boolean json, Account account, double seconds) {
    List<DataTestResult> all = new ArrayList<>();
    result.tables().forEach(table -> all.add(table.asTest()));
    all.addAll(result.tests());
    DataTestReport report = new DataTestReport(all, seconds);
    if (!json) {
      out.print(report.text());
      out.println();
      out.println("not compared:");
      result.notCompared().forEach(one -> out.println("  " + one));
      out.println();
    }
    long rows = result.tables().stream().mapToLong(ComparedTable::rows).sum();
    long differ = result.tables().stream().mapToLong(ComparedTable::differ).sum();
    report
        .addTo(account.with("rows and documents", rows).with("that differ", differ))
        .with("the same", report.failed() == 0 ? "yes" : "NO");
    if (json) {
      account
          .with("compared", result.tables().stream().map(ReconciliationReport::table).toList())
          .with("test results", result.tests().stream().map(ReconciliationReport::test).toList())
          .with("not compared", result.notCompared());
    }
    account.with("seconds", seconds).print(out, json);
    return report.failed() == 0 ? 0 : 1;
  }

  private static Map<String, Object> table(ComparedTable one) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("table", one.table());
    told.put("rows", one.rows());
    told.put("differ", one.differ());
    told.put("examples", one.examples());
    return told;
  }

  private static Map<String, Object> test(DataTestResult one) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("test", one.name());
    told.put("failures", one.failures());
    told.put("examples", one.examples());
    return told;
  }
}
