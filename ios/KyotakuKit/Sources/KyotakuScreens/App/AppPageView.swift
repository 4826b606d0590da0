import KyotakuModels
import SwiftUI

/// The screen of a page behind the home screen.
struct AppPageView: View {
    let page: AppPage
    let app: AppModel

    var body: some View {
        screen.navigationBarTitleDisplayMode(.inline)
    }

    @ViewBuilder
    private var screen: some View {
        switch page {
        case .menu(let model): MenuScreen(model: model)
        case .account(let model): AccountScreen(model: model)
        case .security(let model): SecurityScreen(model: model)
        case .search(let model): SearchScreen(model: model)
        case .result(let model): ResultScreen(model: model)
        case .requery(let model): RequeryScreen(model: model)
        case .requeryBatch(let model): RequeryBatchScreen(model: model)
        case .medical(let model): MedicalScreen(model: model)
        case .patients(let model): PatientsScreen(model: model)
        case .waiting(let model): WaitingScreen(model: model)
        case .history(let model): HistoryScreen(model: model)
        case .device(let model): DeviceScreen(model: model)
        case .deregister(let model): DeregisterScreen(model: model)
        case .notices(let model): NoticesScreen(model: model)
        case .guide(let model): GuideScreen(model: model)
        case .network(let model): NetworkScreen(model: model)
        case .devices(let model): SupportedDevicesScreen(model: model)
        case .about(let model): AboutScreen(model: model)
        case .language:
            StaffLanguageScreen(chosen: app.state.language) { app.send(.languageChosen($0)) }
        case .terms: TermsScreen()
        case .licences: LicencesScreen { app.send(.licenceChosen($0)) }
        case .licence(let software): LicenceScreen(of: software)
        case .report(let report): ReportScreen(report: report)
        }
    }
}
