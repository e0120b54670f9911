// swift-tools-version: 6.2
import PackageDescription

/// Speed rows of the engines and readers, apart from the main package so that a planner's build does not pay for them.
///
/// Run with `Tools/benchmark`.
let package = Package(
  name: "takt-benchmarks",
  dependencies: [
    .package(name: "takt", path: "../.."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "SpeedRows",
      dependencies: [
        .product(name: "TaktKit", package: "takt"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/SpeedRows",
      swiftSettings: [.swiftLanguageMode(.v6)],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ]
)
