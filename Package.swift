// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is held to the same gates: Swift 6 mode, no implicit imports, warnings as errors,
/// and the word `unsafe` on every use of unsafe memory.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TaktTestKit"], exclude: exclude,
    swiftSettings: strict)
}

let package = Package(
  name: "takt",
  products: [
    .executable(name: "takt", targets: ["takt"]),
    .library(
      name: "TaktKit",
      targets: [
        "TaktModel", "TaktSolvers", "TaktMetrics", "TaktPlanning", "TaktRescheduling",
        "TaktSimulation", "TaktExchange",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(
      name: "CTaktGLPK", dependencies: ["CGLPK"], linkerSettings: [.linkedLibrary("glpk")]),
    library("TaktModel"),
    library("TaktMetrics", ["TaktModel"]),
    library("TaktSolvers", ["TaktModel", "CTaktGLPK"]),
    library("TaktRescheduling", ["TaktModel", "TaktSolvers"]),
    library("TaktSimulation", ["TaktModel", "TaktSolvers", "TaktRescheduling"]),
    library("TaktPlanning", ["TaktModel", "TaktSolvers", "TaktMetrics"]),
    library(
      "TaktExchange", ["TaktModel", "TaktMetrics", "TaktRescheduling", "TaktSimulation", "CCrypto"]),
    .executableTarget(
      name: "takt",
      dependencies: [
        "TaktModel", "TaktSolvers", "TaktMetrics", "TaktPlanning", "TaktRescheduling",
        "TaktSimulation", "TaktExchange",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(
      name: "TaktTestKit", dependencies: ["TaktModel"], path: "Tests/TaktTestKit",
      swiftSettings: strict),
    tests("TaktModelTests", ["TaktModel"]),
    tests("TaktSolversTests", ["TaktModel", "TaktSolvers"]),
    tests("TaktMetricsTests", ["TaktModel", "TaktMetrics"]),
    tests(
      "TaktExchangeTests",
      ["TaktModel", "TaktExchange", "TaktSolvers", "TaktMetrics", "TaktPlanning"],
      exclude: ["Corpus", "Import/Golden"]),
    tests(
      "TaktReschedulingTests",
      ["TaktModel", "TaktSolvers", "TaktMetrics", "TaktPlanning", "TaktRescheduling"]),
    tests(
      "TaktSimulationTests",
      ["TaktModel", "TaktSolvers", "TaktPlanning", "TaktRescheduling", "TaktSimulation"]),
    tests("TaktPlanningTests", ["TaktModel", "TaktSolvers", "TaktMetrics", "TaktPlanning"]),
    tests("AcceptanceTests", ["TaktModel"], exclude: ["Golden"]),
  ],
  cLanguageStandard: .c11
)
